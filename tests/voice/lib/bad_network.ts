// A network that loses, delays, shuffles and doubles a voice's packets, both ways, between a far end and
// the voice process. It knows what it did, so what is measured at the ends can be held against it.

import { createSocket, type Socket } from 'node:dgram';

export interface Weather {
  /** The share that is lost; with `burst`, so many in a row on the average. */
  loss?: number;
  burst?: number;
  /** Milliseconds on the way; each packet has up to `jitter` less or more of them. */
  delay?: number;
  jitter?: number;
  /** The share that the next packet overtakes, and the share that comes twice. */
  overtaken?: number;
  twice?: number;
}

/** `up` is towards the voice process. */
export type Way = 'up' | 'down';
type Place = { port: number; address: string };

const host = '127.0.0.1';

/** The same numbers for the same seed, each between 0 and 1. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What became of one direction's voice. */
class Road {
  private readonly past: { at: number; lost: boolean }[] = [];
  private losing = false;
  private waiting: (() => void) | undefined;
  private transit: number | undefined;
  jitter = 0;

  constructor(
    private readonly chance: () => number,
    private readonly ticks: number,
  ) {}

  take(packet: Buffer, weather: Weather, send: () => void): void {
    const lost = this.loses(weather);
    this.past.push({ at: performance.now(), lost });
    const overtaken = this.waiting;
    this.waiting = undefined;
    if (!lost) {
      const go = () => this.later(weather, () => { this.measure(packet); send(); });
      if (!overtaken && this.chance() < (weather.overtaken ?? 0)) this.waiting = go;
      else go();
      if (this.chance() < (weather.twice ?? 0)) this.later({ ...weather, delay: (weather.delay ?? 0) + 5 }, send);
    }
    overtaken?.();
  }

  private loses({ loss = 0, burst }: Weather): boolean {
    if (burst === undefined) return this.chance() < loss;
    this.losing = this.losing ? this.chance() >= 1 / burst : this.chance() < loss / (burst * (1 - loss));
    return this.losing;
  }
  later({ delay = 0, jitter = 0 }: Weather, then: () => void): void {
    const wait = delay + jitter * (2 * this.chance() - 1);
    if (wait < 1) then();
    else setTimeout(then, wait);
  }
  /** As RFC 3550 counts it where the packet comes out. */
  private measure(packet: Buffer): void {
    const transit = performance.now() - packet.readUInt32BE(4) / this.ticks;
    const step = Math.abs(transit - (this.transit ?? transit));
    if (step < 1000) this.jitter += (step - this.jitter) / 16;
    this.transit = transit;
  }
  /** In percent, of the last so many milliseconds. */
  lost(milliseconds: number): number {
    const since = performance.now() - milliseconds;
    const recent = this.past.filter(({ at }) => at >= since);
    return (recent.filter(({ lost }) => lost).length * 100) / Math.max(1, recent.length);
  }
}

/** Two sockets that hand on what comes to either. */
class Pipe {
  near: Place | undefined;
  far: Place | undefined;
  private constructor(
    private readonly nearSocket: Socket,
    private readonly farSocket: Socket,
    pass: (way: Way, packet: Buffer, send: () => void) => void,
  ) {
    const join = (from: Socket, to: Socket, way: Way) =>
      from.on('message', (packet, source) => {
        this[way === 'up' ? 'near' : 'far'] = source;
        pass(way, packet, () => {
          const goal = way === 'up' ? this.far : this.near;
          if (goal && !this.closed) to.send(packet, goal.port, goal.address);
        });
      });
    join(nearSocket, farSocket, 'up');
    join(farSocket, nearSocket, 'down');
  }
  private closed = false;

  static async open(nearPort: number, farPort: number, pass: (way: Way, packet: Buffer, send: () => void) => void): Promise<Pipe> {
    const sockets = [createSocket('udp4'), createSocket('udp4')] as const;
    await Promise.all([nearPort, farPort].map((port, i) => new Promise<void>((resolve) => sockets[i]!.bind(port, host, resolve))));
    return new Pipe(...sockets, pass);
  }
  close(): void {
    this.closed = true;
    this.nearSocket.close();
    this.farSocket.close();
  }
}

export class BadNetwork {
  private readonly pipes: Pipe[] = [];
  private readonly roads: Record<Way, Road>;

  private constructor(
    /** Where the far end finds the voice process. */
    readonly port: number,
    seed: number,
    ticks: number,
    private weather: Weather,
  ) {
    this.roads = { up: new Road(dice(seed), ticks), down: new Road(dice(seed + 1), ticks) };
  }

  /**
   * For a telephone whose voice is at `telephone`: it speaks to `port`, and describes `outside` as its own. The reports
   * have the port after each, as always.
   */
  static async ofTelephone(telephone: number, port: number, outside: number, seed: number, weather: Weather): Promise<BadNetwork> {
    const network = new BadNetwork(port, seed, 8, weather);
    for (const next of [0, 1]) {
      const pipe = await Pipe.open(port + next, outside + next, (way, packet, send) => network.pass(way, packet, send));
      pipe.near = { port: telephone + next, address: host };
      network.pipes.push(pipe);
    }
    return network;
  }

  /** For a browser. The answer that it is given must name this place in place of the voice process's. */
  static async ofBrowser(port: number, answer: string, seed: number, weather: Weather, ticks: number): Promise<{ network: BadNetwork; answer: string }> {
    const network = new BadNetwork(port, seed, ticks, weather);
    const pipe = await Pipe.open(port, 0, (way, packet, send) => network.pass(way, packet, send));
    network.pipes.push(pipe);
    const [, far] = /a=candidate:\S+ 1 udp \d+ \S+ (\d+) typ host/.exec(answer)!;
    pipe.far = { port: Number(far), address: host };
    return { network, answer: answer.replaceAll(` ${far} `, ` ${port} `) };
  }

  /** Only a voice is lost; its reports are late as it is, and what makes the connection passes. */
  private pass(way: Way, packet: Buffer, send: () => void): void {
    const isMedia = packet.length >= 12 && packet[0]! >= 128 && packet[0]! <= 191;
    if (!isMedia) send();
    else if (packet[1]! >= 192 && packet[1]! <= 223) this.roads[way].later({ delay: this.weather.delay }, send);
    else this.roads[way].take(packet, this.weather, send);
  }

  turns(weather: Weather): void {
    this.weather = weather;
  }
  lost(way: Way, milliseconds = 10_000): number {
    return this.roads[way].lost(milliseconds);
  }
  jitter(way: Way): number {
    return this.roads[way].jitter;
  }
  close(): void {
    for (const pipe of this.pipes) pipe.close();
  }
}
