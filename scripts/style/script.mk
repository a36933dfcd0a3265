# Nothing is done but what the recipe says: its stages are the whole build.

style.script.depends :=
style.script.files :=
style.script.tools :=
style.script.env = $(if $(filter no,$(toolchain)),,$(style.env-compile))

script-prepare :=
script-configure :=
script-build :=
script-install :=
