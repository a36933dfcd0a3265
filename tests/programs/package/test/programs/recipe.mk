# Programs that show what a toolchain can do: C and C++, shared and static, threads, their own variables, exceptions
version       = 1
license       = GPL-2.0-or-later
style         = script
files         = threads.c exceptions.cc

programs.cxx = $(CONFIG_TOOLCHAIN_HAS_CXX)

define build
for kind in shared static; do
	flags=-pthread
	[ $$kind = shared ] || flags='-pthread -static'
	$$CC $$CFLAGS $$CPPFLAGS $$LDFLAGS -Wall -Werror $$flags -o threads-$$kind /files/threads.c
	$(if $(programs.cxx),$$CXX $$CXXFLAGS $$CPPFLAGS $$LDFLAGS -Wall -Werror $$flags -o exceptions-$$kind /files/exceptions.cc)
done
endef

define install
install -D -t /out/dest/usr/bin threads-* $(if $(programs.cxx),exceptions-*)
endef

define test
for kind in shared static; do
	[ "$$(threads-$$kind one)" = 'one 1 42 1.0' ]
	$(if $(programs.cxx),[ "$$(exceptions-$$kind)" = 'unwound whittle main' ])
done
endef
