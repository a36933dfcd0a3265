# Whittle: what a person can type. `make help` prints this file's own one-line texts.
.DELETE_ON_ERROR:
MAKEFLAGS += -r
SHELL = /bin/sh
TESTS ?= $(sort $(wildcard tests/*.t support/*/tests/*.t))

.PHONY: help check
help: ## what can be typed here
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 24

check: ## the whole test suite (TESTS=… for some)
	prove --timer $(TESTS)
