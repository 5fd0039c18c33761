# Runs a command at a pseudo-terminal of its own: what it writes comes to stdout, what is typed goes in at stdin, and
# stderr goes to a file. Arguments: rows, columns, the file for stderr, the command.
import fcntl, os, pty, select, struct, sys, termios

rows, columns, errors, command = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4:]
pid, terminal = pty.fork()
if pid == 0:
    os.dup2(os.open(errors, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    os.execvp(command[0], command)
watched = [terminal, 0]
while terminal in watched:
    for one in select.select(watched, [], [])[0]:
        try:
            data = os.read(one, 65536)
        except OSError:
            data = b""
        if data:
            os.write(1 if one == terminal else terminal, data)
        else:
            watched.remove(one)
os._exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) % 256)
