#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>
#include <thread>

static thread_local std::string own = "main";

/* An object whose destructor runs while the stack is unwound. */
struct trace {
	explicit trace(std::string &to) : to(to) {}
	~trace() { to += "unwound "; }
	std::string &to;
};

int main()
{
	std::string said;
	std::exception_ptr caught;

	/* thrown in one thread, and again in another */
	std::thread([&] {
		own = "thread";
		try {
			trace t(said);
			throw std::runtime_error("whittle");
		} catch (...) {
			caught = std::current_exception();
		}
	}).join();
	try {
		std::rethrow_exception(caught);
	} catch (const std::exception &e) {
		std::cout << said << e.what() << ' ' << own << std::endl;
	}
}
