const char *text(void);

const char *text(void)
{
	return "Hello";
}
