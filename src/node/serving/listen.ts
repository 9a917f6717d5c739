/** On which address do servers of hansou listen? On this machine's own, 127.0.0.1, so that nobody else is served. */
import type { Server } from 'node:http';
import { HansouError } from '../../errors.ts';

/**
 * Starts listening on 127.0.0.1.
 * @param port TCP port; 0 for any free one
 * @throws HansouError IO when the port is not available
 */
export function listenHere(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', cause =>
      reject(
        new HansouError('IO', `port ${port} is not available`, {
          expected: 'a free port on 127.0.0.1',
          got: cause.message,
          hint: 'Choose another port, or 0 for any free one.',
          cause,
        }),
      ),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
}
