// A piece of network between a browser and a server that loses, delays and reorders by a seed, is down for a while, or lets the
// browser come from another address. UDP and TCP, loopback only.
import dgram from 'node:dgram';
import net from 'node:net';

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function dice(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One direction. `shape`: loss, burstStart, burstEnd (chances), delay, jitter (ms), reorders. */
class Direction {
  #random; #shape; #burst = false; #last = 0;
  counts = { sent: 0, lost: 0 };

  constructor(shape, seed) { this.#shape = shape; this.#random = dice(seed); }

  /** Calls `deliver` when the datagram arrives, if it does. */
  pass(down, deliver) {
    const { loss = 0, burstStart = 0, burstEnd = 0.5, delay = 20, jitter = 0, reorders = false } = this.#shape;
    const [late, fate, burst] = [this.#random(), this.#random(), this.#random()];
    this.#burst = this.#burst ? burst >= burstEnd : burst < burstStart;
    this.counts.sent++;
    if (down || this.#burst || fate < loss) { this.counts.lost++; return; }
    let at = performance.now() + delay + late * jitter;
    if (!reorders) at = Math.max(at, this.#last);
    this.#last = Math.max(this.#last, at);
    setTimeout(deliver, at - performance.now());
  }
}

export class Relay {
  #front; #back; #browser; #tcp; #sockets = new Set(); #down = false; #held = [];

  /** `server`: its TCP and UDP port on loopback. */
  static async open(server, shape, seed) {
    const relay = new Relay();
    relay.server = server;
    relay.up = new Direction(shape, seed);
    relay.back = new Direction(shape, seed + 1);
    relay.#front = dgram.createSocket('udp4');
    await new Promise((resolve) => { relay.#front.bind(0, '127.0.0.1', resolve); });
    relay.#front.on('message', (datagram, from) => {
      relay.#browser = from;
      relay.up.pass(relay.#down, () => relay.#back.send(datagram, relay.server, '127.0.0.1'));
    });
    await relay.comeFrom('127.0.0.1');
    relay.#tcp = net.createServer((socket) => relay.#join(socket, net.connect(relay.server, '127.0.0.1')));
    await new Promise((resolve) => { relay.#tcp.listen(0, '127.0.0.1', resolve); });
    return relay;
  }

  get udpPort() { return this.#front.address().port; }
  get tcpPort() { return this.#tcp.address().port; }

  /** As when a phone goes from one network to another: the server sees another address, and what it sends to the former one is lost. */
  async comeFrom(address) {
    const socket = dgram.createSocket('udp4');
    await new Promise((resolve) => { socket.bind(0, address, resolve); });
    socket.on('message', (datagram) => this.back.pass(this.#down, () => { if (this.#browser) this.#front.send(datagram, this.#browser.port, this.#browser.address); }));
    this.#back?.close();
    this.#back = socket;
  }

  /** Nothing passes for so long: datagrams are lost, what went over TCP comes after it. */
  async outage(ms) {
    this.#down = true;
    await new Promise((resolve) => { setTimeout(resolve, ms); });
    this.#down = false;
    for (const pass of this.#held.splice(0)) pass();
  }

  close() {
    for (const socket of this.#sockets) socket.destroy();
    this.#tcp.close();
    this.#front.close();
    this.#back.close();
  }

  #join(a, b) {
    for (const [from, to] of [[a, b], [b, a]]) {
      this.#sockets.add(from);
      const carry = (what) => (this.#down ? this.#held.push(what) : what());
      from.on('data', (bytes) => carry(() => to.write(bytes)));
      from.on('end', () => carry(() => to.end()));
      from.on('error', () => to.destroy());
      from.on('close', () => this.#sockets.delete(from));
      from.setNoDelay(true);
    }
  }
}
