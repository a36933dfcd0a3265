# Encrypted disks
version       = 2.7.5
source        = debian:cryptsetup/cryptsetup_$(version).orig.tar.gz
sha256        = 66f82757456411353216def2e93ee6f82e1dc5c8b583cb9b1c84ecb918b60980
license       = GPL-2.0-or-later AND LGPL-2.1-or-later
license-files = COPYING COPYING.LGPL
cpe           = cpe:2.3:a:cryptsetup_project:cryptsetup:$(version)
url           = https://gitlab.com/cryptsetup/cryptsetup
style         = meson
depends       = devmapper json-c openssl popt util-linux
configure-y  += -Dcrypto-backend=openssl -Dnls=false -Dasciidoc=disabled -Dssh-token=false -Dexternal-tokens=false -Dudev=false \
	-Dintegritysetup=false -Dveritysetup=$(if $(CONFIG_PACKAGE_CRYPTSETUP_VERITY),true,false)
kernel-y     += MD BLK_DEV_DM DM_CRYPT CRYPTO_XTS CRYPTO_AES CRYPTO_USER_API_SKCIPHER CRYPTO_USER_API_HASH
kernel-$(CONFIG_PACKAGE_CRYPTSETUP_VERITY) += DM_VERITY

# Its programs would stay where they are built.
define prepare
sed -i "s|link_args: link_args,|&\n        install: true, install_dir: get_option('sbindir'),|" src/meson.build
sed -i "/^subdir('tests')/d" meson.build
endef

# Who knows the password sees what was written; the disk itself doesn't show it.
define test
dd if=/dev/zero of=disk bs=1M count=20
echo -n daisychain >key
cryptsetup luksFormat -q --pbkdf pbkdf2 --pbkdf-force-iterations 1000 disk key
cryptsetup isLuks disk
cryptsetup luksDump disk | grep 'Cipher: *aes-xts-plain64'
cryptsetup open --test-passphrase --key-file key disk
echo -n weeds | fails cryptsetup open --test-passphrase --key-file - disk
[ -c /dev/mapper/control ] || { echo 'the kernel has no device mapper'; exit 77; }
cryptsetup open --key-file key disk pond
echo 'gold on the ground' | dd of=/dev/mapper/pond bs=512 conv=sync
sync
cryptsetup close pond
fails grep -q 'gold on the ground' disk
cryptsetup open --key-file key disk pond
head -c 18 /dev/mapper/pond | grep 'gold on the ground'
cryptsetup close pond
$(if $(CONFIG_PACKAGE_CRYPTSETUP_VERITY),$(cryptsetup.test-verity))
endef

# What is read has the hash that it should have, or it is an error.
define cryptsetup.test-verity
dd if=/dev/urandom of=root bs=4096 count=64
root=$$(veritysetup format root hashes | sed -n 's/^Root hash: *//p')
veritysetup verify root hashes $$root
veritysetup open root well hashes $$root
cmp root /dev/mapper/well
veritysetup close well
printf weeds | dd of=root bs=1 seek=100000 conv=notrunc
fails veritysetup verify root hashes $$root
veritysetup open root well hashes $$root
fails cat /dev/mapper/well >read
fails cmp read root
veritysetup close well
endef
