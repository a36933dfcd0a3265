void greet(const char *whom);

int main(int argc, char **argv)
{
	greet(argc > 1 ? argv[1] : "tool");
	return 0;
}
