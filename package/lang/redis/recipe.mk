# A data base in memory: strings, lists, sets, queues
version       = 7.0.15
source        = https://download.redis.io/releases/redis-$(version).tar.gz debian:redis
sha256        = 4b1dc4ee6d622a09fff9c6777191209750fb5e5a725ef78ea012d6eef4c22982
license       = BSD-3-Clause
license-files = COPYING
cpe           = cpe:2.3:a:redis:redis:$(version)
url           = https://redis.io/
style         = make
make-args     = MALLOC=libc OPTIMIZATION= uname_S=Linux uname_M=$(arch)
# There it looks for a fault of old kernels in what smaps says, and does not start without.
kernel-$(CONFIG_TARGET_AARCH64) += PROC_PAGE_MONITOR
kernel-y     += INET

define install
install -D -t /out/dest/usr/bin src/redis-server src/redis-cli
mkdir -p /out/dest/etc
printf '%s\n' '# redis.conf that comes with the sources explains all words.' 'bind 127.0.0.1' 'dir /var/lib/redis' 'save 900 1 300 100' 'maxclients 1000' \
	>/out/dest/etc/redis.conf
endef

define users
group redis 467
user redis 467 redis /var/lib/redis /bin/false
endef

define services
redis command /usr/bin/redis-server /etc/redis.conf
redis user redis
redis ready redis-cli ping
redis state /var/lib/redis 0700 redis redis
endef

# What was stored is there after a restart; a script runs inside; who listens is told.
define test
/usr/libexec/service redis ready
redis-server --port 6380 --dir "$$PWD" --save 900 1 & pid=$$!
sleep 2
ask() { redis-cli -p 6380 "$$@"; }
ask set house:cellar 14
ask rpush rooms roof cellar kitchen
[ "$$(ask sort rooms alpha | tr '\n' ' ')" = 'cellar kitchen roof ' ]
[ "$$(ask eval 'return redis.call("incrby", KEYS[1], ARGV[1])' 1 house:cellar 3)" = 17 ]
redis-cli -p 6380 subscribe news >heard & hears=$$!
sleep 1
[ "$$(ask publish news rain)" = 1 ]
sleep 1
kill $$hears
grep rain heard
ask shutdown save || true
wait $$pid
redis-server --port 6380 --dir "$$PWD" & pid=$$!
sleep 2
[ "$$(ask get house:cellar)" = 17 ]
kill $$pid
endef
