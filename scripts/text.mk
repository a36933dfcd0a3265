# Small helpers for text; nothing here knows what a recipe is.

empty :=
space := $(empty) $(empty)
comma := ,
define newline


endef
tab := $(empty)	$(empty)

# $(call text,"VALUE"): a string option without its quotes.
text = $(subst ",,$(1))

# $(call lines,PREFIX,WORDS): one line a word, each with PREFIX and a blank before it.
lines = $(if $(strip $(2)),$(subst |, ,$(subst $(space),$(newline),$(strip $(patsubst %,$(1)|%,$(2))))))

# $(call upper,name): a name as it is spelt in a symbol.
upper = $(strip $(subst -,_,$(subst a,A,$(subst b,B,$(subst c,C,$(subst d,D,$(subst e,E,$(subst f,F,\
	$(subst g,G,$(subst h,H,$(subst i,I,$(subst j,J,$(subst k,K,$(subst l,L,$(subst m,M,\
	$(subst n,N,$(subst o,O,$(subst p,P,$(subst q,Q,$(subst r,R,$(subst s,S,$(subst t,T,\
	$(subst u,U,$(subst v,V,$(subst w,W,$(subst x,X,$(subst y,Y,$(subst z,Z,$(subst .,_,$(subst +,_,\
	$(1)))))))))))))))))))))))))))))))

# $(call same,A,B): not empty when both texts are equal, but for a last line end: make 4.3
# sometimes leaves it on what $(file <…) reads.
same.end = $(subst $(newline)<end>,<end>,$(1)<end>)
same = $(if $(subst <$(call same.end,$(1)),,<$(call same.end,$(2))),,yes)
