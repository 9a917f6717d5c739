/** A proxy before the port at which a node listens to the others, so that a test can cut the network. */
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** Lets through what is sent to a port of this machine, until it is cut. */
export class Wire {
  private isCut = false;
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {}

  static async open(target: number): Promise<Wire> {
    const server = createServer({ allowHalfOpen: false });
    const wire = new Wire(server);
    server.on('connection', incoming => wire.join(incoming, target));
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    return wire;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Swallows what is sent from now on: nobody is told, as when a cable is pulled out. */
  cut(): void {
    this.isCut = true;
    for (const socket of this.sockets) socket.pause();
  }

  /** What was under way is lost: the connections end, and new ones are let through. */
  mend(): void {
    this.isCut = false;
    for (const socket of this.sockets) socket.destroy();
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
  }

  private join(incoming: Socket, target: number): void {
    this.keep(incoming);
    if (this.isCut) {
      incoming.pause();
      return;
    }
    const outgoing = connect(target, '127.0.0.1');
    this.keep(outgoing);
    incoming.pipe(outgoing).pipe(incoming);
    incoming.once('close', () => outgoing.destroy());
    outgoing.once('close', () => incoming.destroy());
  }

  private keep(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => this.sockets.delete(socket));
  }
}
