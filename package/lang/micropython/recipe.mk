# Python for small machines
version       = 1.25.0
source        = debian:micropython/micropython_$(version)+ds.orig.tar.xz
sha256        = 7b25be99a502f070b2de81dafc08da7051d992325d6e67daa9045a918fffdbea
license       = MIT
license-files = LICENSE
cpe           = cpe:2.3:a:micropython:micropython:$(version)
url           = https://micropython.org/
style         = make
subdir        = ports/unix
host-tools    = python3
# Debian's archive is without the libraries of others.
make-args     = CROSS_COMPILE=$(tuple)- CWARN= STRIP= SIZE=: FROZEN_MANIFEST= MICROPY_PY_FFI=0 MICROPY_PY_SSL=0 MICROPY_PY_BTREE=0

define install
install -D build-standard/micropython /out/dest/usr/bin/micropython
endef

define test
cat >house.py <<'END'
import json, re, socket, struct, _thread, time
class Room:
    def __init__(self, name, t):
        self.name, self.t = name, t
    def __lt__(self, other):
        return self.t < other.t
rooms = [Room(**r) for r in json.loads('[{"name": "roof", "t": 31.5}, {"name": "cellar", "t": 14}]')]
print(" ".join(r.name for r in sorted(rooms)), sum(r.t for r in rooms), 2**100)
print(re.match("([a-z]+)-([0-9]+)", "room-12").group(2), struct.pack(">H", 513))
def serve():
    s = socket.socket()
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind(socket.getaddrinfo("127.0.0.1", 8079)[0][-1])
    s.listen(1)
    c = s.accept()[0]
    c.write(b"good morning")
    c.close()
_thread.start_new_thread(serve, ())
time.sleep(1)
c = socket.socket()
c.connect(socket.getaddrinfo("127.0.0.1", 8079)[0][-1])
print(c.read())
END
micropython house.py >said
cat said
printf '%s\n' 'cellar roof 45.5 1267650600228229401496703205376' "12 b'\\x02\\x01'" "b'good morning'" | cmp - said
fails micropython -c 'nothing()'
endef
