/* What code for 32-bit x86 calls when it finds the stack damaged: the name is gcc's. */
void __stack_chk_fail(void);

__attribute__((visibility("hidden"))) void __stack_chk_fail_local(void)
{
	__stack_chk_fail();
}
