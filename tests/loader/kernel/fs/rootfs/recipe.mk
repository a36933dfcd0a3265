version = 1
license = none
style = image
define build
: $(load.packages)
endef
