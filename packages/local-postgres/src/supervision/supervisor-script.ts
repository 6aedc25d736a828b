/**
 * The shell script that supervises one server: it stops the server when the last process that uses
 * it has ended, in any way, and removes a temporary cluster.
 *
 * It reads from the named pipe `door.<pid>`, which every user of the server holds open for writing. The
 * operating system closes it with the process, so every end of a process is detected and nothing
 * has to be counted. The process that starts the server counts as a user through standard input
 * until it holds the pipe itself. When no user is left, the pipe is renamed. A process that opened
 * it just before has written a line to it: then it is renamed back.
 *
 * While the file `keep.<pid>` exists, the supervisor holds the pipe itself, so that the server runs
 * without users. It looks for the file at every line; a server begins without it.
 *
 * Arguments: the cluster's folder, `keep` or `remove`, the pid of a running server to supervise
 * (empty to start one), then the command of the server. Prints the server's pid.
 */
export const supervisorScript = String.raw`
umask 077
cd "$1" || exit 1
folder=$1; afterwards=$2; server=$3; shift 3
mkfifo -m 600 "door.new.$$" || exit 1
exec 3<>"door.new.$$" 4<"door.new.$$" 3>&- 5<&0 </dev/null

if [ -n "$server" ]; then
  ln "door.new.$$" "door.$server"
  adopted=$?
  rm "door.new.$$"
else
  # The shell becomes the server, so that the pipe is named by its pid before it does anything.
  sh -c 'exec >"server.$$.log" 2>&1; rm -f "keep.$$"; mv "door.new.$1" "door.$$" && shift && exec "$@"' \
    sh "$$" "$@" 4<&- 5<&- &
  server=$!
  adopted=
fi
echo "$server"
exec >/dev/null 2>&1
# Another supervisor was faster: only one is needed.
if [ "$adopted" = 1 ]; then exit; fi

tidy() {
  rm -f "door.new.$$" "door.$server" "door.$server.closing" "keep.$server" "released.$$"
  if [ "$afterwards" = remove ]; then cd / && rm -rf "$folder"; fi
}

(
  # Ending a job with all its descendants must not end this process before its work is done.
  trap '' HUP TERM
  while read -r line <&5; do :; done
  exec 5<&-
  while :; do
    while read -r line <&4; do
      if [ -e "keep.$server" ]; then exec 6>"door.$server"; else exec 6>&-; fi
    done
    mv "door.$server" "door.$server.closing"
    read -r line <&4 || break
    mv "door.$server.closing" "door.$server"
  done
  trap 'kill "$nap"; exit' TERM
  true >"released.$$"
  # Fast shutdown, finally immediate shutdown. Repeated, because a server that has just been started
  # does not listen yet.
  for signal in INT INT INT INT INT INT INT INT INT INT QUIT; do
    kill "-$signal" "$server" || break
    sleep 1 & nap=$!
    wait "$nap"
  done
  # Still running: the other half of this supervisor was killed.
  kill -0 "$server" || tidy
) &
watch=$!
exec 4<&- 5<&-

if [ -n "$adopted" ]; then
  while kill -0 "$server"; do sleep 1; done
else
  wait "$server"
fi
if [ -e "released.$$" ]; then
  kill "$watch"
else
  # The server ended by itself: the process that holds the pipe handles the folder.
  kill -KILL "$watch"
  afterwards=keep
fi
tidy
`;
