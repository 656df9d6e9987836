"""An echo server on the streams of Python's asyncio."""
import asyncio
import os
import sys

from listen import listen, set_no_delay


async def echo(reader, writer):
    set_no_delay(writer.get_extra_info('socket'))
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except OSError:
        pass  # The peer is gone: a reset, a broken pipe.
    finally:
        writer.close()


def end_with_input():
    if not os.read(0, 64):
        sys.exit()


async def main():
    asyncio.get_running_loop().add_reader(0, end_with_input)
    listener = listen()
    start = asyncio.start_unix_server if len(sys.argv) > 1 else asyncio.start_server
    server = await start(echo, sock=listener, backlog=4096)
    await server.serve_forever()


asyncio.run(main())
