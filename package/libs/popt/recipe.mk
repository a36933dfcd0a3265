# Options of the command line
version       = 1.19
source        = debian:popt/popt_$(version)+dfsg.orig.tar.xz
sha256        = 4cd0cd2963d0c4078f65949599d97135c15ee6c09cf3a36a9a1b2753025bb06b
license       = MIT
license-files = COPYING
url           = https://github.com/rpm-software-management/popt
style         = autotools
