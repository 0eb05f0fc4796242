/** A name server that writes down who asked for what, and changes its mind. For a namespace of its own: it needs port 53. */

import { createSocket } from 'node:dgram';

export interface DnsCanary {
  /** Names asked for, lower case. */
  readonly asked: ReadonlySet<string>;
  forget(): void;
  close(): Promise<void>;
}

/** The IPv4 addresses of a name at its nth question, from 1 on; none: no such name. */
export type Answer = (name: string, nth: number) => readonly string[];

const HEADER = 12;
const TYPE_A = 1;
const NO_SUCH_NAME = 3;

export async function openDnsCanary(address: string, answer: Answer): Promise<DnsCanary> {
  const asked = new Set<string>();
  const times = new Map<string, number>();
  const socket = createSocket('udp4');
  socket.on('message', (message, from) => {
    const { name, type, end } = readQuestion(message);
    asked.add(name);
    let addresses: readonly string[] = [];
    if (type === TYPE_A) {
      const nth = (times.get(name) ?? 0) + 1;
      times.set(name, nth);
      addresses = answer(name, nth);
    }
    const isKnown = type !== TYPE_A || addresses.length > 0;
    socket.send(writeAnswer(message.subarray(0, end), addresses, isKnown), from.port, from.address);
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(53, address, resolve);
  });
  return {
    asked,
    forget: () => asked.clear(),
    close: () => new Promise(resolve => socket.close(() => resolve())),
  };
}

function readQuestion(message: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = HEADER;
  for (let length = message.readUInt8(at); length > 0; length = message.readUInt8(at)) {
    labels.push(message.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), type: message.readUInt16BE(at + 1), end: at + 5 };
}

/** With a lifetime of 0, so that whoever wants to know again must ask again. */
function writeAnswer(question: Buffer, addresses: readonly string[], isKnown: boolean): Buffer {
  const head = Buffer.from(question);
  head.writeUInt16BE(0x8180 | (isKnown ? 0 : NO_SUCH_NAME), 2);
  head.writeUInt16BE(addresses.length, 6);
  head.writeUInt32BE(0, 8);
  const records = addresses.map(address =>
    Buffer.from([0xc0, HEADER, 0, TYPE_A, 0, 1, 0, 0, 0, 0, 0, 4, ...address.split('.').map(Number)]),
  );
  return Buffer.concat([head, ...records]);
}
