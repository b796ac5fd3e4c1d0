#!/usr/bin/env python3
"""What data/doc/server.md says to type, typed: on a throw-away server with a certificate. Usage: test-server-page.py PAGE PROGRAM"""

import glob
import os
import pwd
import re
import shutil
import socket
import subprocess
import sys
import tempfile

PAGE, PROGRAM = map(os.path.abspath, sys.argv[1:])
NAME = 'db.example.org'


def find_programs():
    found = sorted(glob.glob('/usr/lib/postgresql/*/bin/initdb'), key=lambda path: int(path.split('/')[4]))
    initdb = found[-1] if found else shutil.which('initdb')
    return os.path.dirname(initdb) if initdb else None


def missing():
    if find_programs() is None:
        return 'PostgreSQL is not installed here'
    if shutil.which('openssl') is None:
        return 'openssl is not installed here'
    if os.geteuid() == 0 and 'postgres' not in [user.pw_name for user in pwd.getpwall()]:
        return 'PostgreSQL does not run as root'
    return None


def blocks(kind):
    """All that is typed at one kind of computer, in order; the server is this one."""
    with open(PAGE, encoding='utf-8') as file:
        found = re.findall(r'```sh ' + kind + r'\n(.*?)```', file.read(), re.S)
    assert found, f'the page has nothing for the {kind}'
    return [block.replace(NAME, 'localhost') for block in found]


def free_port():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


class Server:
    def __init__(self, folder):
        self.folder, self.data = folder, os.path.join(folder, 'data')
        self.programs, self.port = find_programs(), free_port()
        self.who = {'user': 'postgres', 'group': pwd.getpwnam('postgres').pw_gid, 'extra_groups': []} if os.geteuid() == 0 else {}
        if self.who:
            shutil.chown(folder, 'postgres', self.who['group'])

    def run(self, *command):
        env = dict(os.environ, PGDATA=self.data, PGHOST=self.folder, PGPORT=str(self.port), HOME=self.folder)
        done = subprocess.run(command, env=env, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, check=False, timeout=120, **self.who)
        assert done.returncode == 0, f'{command}:\n{done.stdout}'

    def start(self):
        setting, role = blocks('server')
        self.run(os.path.join(self.programs, 'initdb'), '--no-sync', '--encoding=UTF8', self.data)
        self.run('bash', '-euc', setting)
        options = f'-p {self.port} -c unix_socket_directories={self.folder} -c fsync=off'
        self.run(os.path.join(self.programs, 'pg_ctl'), '--wait', '--silent', '--log', os.path.join(self.folder, 'log'),
                 '--options', options, 'start')
        self.run('bash', '-euc', role)

    def stop(self):
        self.run(os.path.join(self.programs, 'pg_ctl'), '--wait', '--silent', '--mode=immediate', 'stop')


def type_at_the_desk(server, home):
    os.makedirs(os.path.join(home, '.postgresql'))
    shutil.copy(os.path.join(server.data, 'server.crt'), os.path.join(home, '.postgresql', 'root.crt'))
    env = dict(os.environ, HOME=home, PATH=os.path.dirname(PROGRAM) + ':' + os.environ['PATH'], PGPORT=str(server.port),
               PGHOSTADDR='127.0.0.1', PGSSLMODE='verify-full', PGSSLROOTCERT=os.path.join(home, '.postgresql', 'root.crt'),
               PGPASSFILE=os.path.join(home, '.pgpass'), XDG_STATE_HOME=os.path.join(home, 'state'), LC_ALL='C.UTF-8')
    done = subprocess.run(['bash', '-eux', '-c', '\n'.join(blocks('desk'))], env=env, cwd=home, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, timeout=240)
    assert done.returncode == 0, done.stdout
    assert os.path.getsize(os.path.join(home, 'harbor.dump')) > 10000
    assert os.path.exists(os.path.join(home, 'back.chairtime'))


def main():
    print('1..1')
    why = missing()
    if why:
        print(f'ok 1 /page/what-it-says-works # SKIP {why}')
        return
    with tempfile.TemporaryDirectory(prefix='chairtime-page-') as folder, tempfile.TemporaryDirectory() as home:
        server = Server(folder)
        try:
            server.start()
            type_at_the_desk(server, home)
            print('ok 1 /page/what-it-says-works')
        except (AssertionError, subprocess.SubprocessError) as problem:
            print('not ok 1 /page/what-it-says-works')
            print('\n'.join('# ' + line for line in str(problem).splitlines()))
        finally:
            server.stop()


main()
