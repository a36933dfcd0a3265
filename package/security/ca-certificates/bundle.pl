# Reads Mozilla's certdata.txt, prints the certificates of the authorities that are trusted for servers.
#
# certdata.txt is a list of objects; one begins at CKA_CLASS. A line is ATTRIBUTE TYPE VALUE; the value of
# a MULTILINE_OCTAL follows, as lines of \ooo, until END. A certificate's trust is another object with the
# same issuer and serial number. An authority that is trusted only for what it signed before some day is
# left out: programs that read the bundle can't look at that day.
use strict;
use warnings;
use MIME::Base64;

my (@objects, $o);
while (my $line = <STDIN>) {
	next unless $line =~ /^(CKA_\w+) (\w+) ?(.*)$/;
	my ($name, $type, $value) = ($1, $2, $3);
	if ($type eq 'MULTILINE_OCTAL') {
		$value = '';
		while (($line = <STDIN>) !~ /^END/) {
			$value .= chr oct $1 while $line =~ /\\(\d{3})/g;
		}
	}
	push @objects, $o = {} if $name eq 'CKA_CLASS';
	$o->{$name} = $value if $o;
}

sub id { return $_[0]{CKA_ISSUER} . "\0" . $_[0]{CKA_SERIAL_NUMBER} }

my %trusted = map { id($_) => 1 } grep {
	$_->{CKA_CLASS} eq 'CKO_NSS_TRUST' && $_->{CKA_TRUST_SERVER_AUTH} eq 'CKT_NSS_TRUSTED_DELEGATOR'
} @objects;
for my $c (grep { $_->{CKA_CLASS} eq 'CKO_CERTIFICATE' && $trusted{id($_)} } @objects) {
	next if ($c->{CKA_NSS_SERVER_DISTRUST_AFTER} // 'CK_FALSE') ne 'CK_FALSE';
	(my $label = $c->{CKA_LABEL}) =~ s/^"|"$//g;
	print "# $label\n-----BEGIN CERTIFICATE-----\n", encode_base64($c->{CKA_VALUE}), "-----END CERTIFICATE-----\n";
}
