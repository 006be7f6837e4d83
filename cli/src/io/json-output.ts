import { escapedJson } from './escaped-json';
import type { Output } from './output';
import { isObject } from '../../../src/text/json';

/** A list of JSON whose members are made when they are written. */
export class Elements {
  public constructor(public readonly of: Iterable<unknown> | AsyncIterable<unknown>) {}
}

const INDENT = '  ';

/** Writes JSON as `JSON.stringify(value, undefined, 2)` would, with lists that are not in memory as a whole. */
async function writeJson(out: Output, value: unknown, indent = ''): Promise<void> {
  if (value instanceof Elements) return writeElements(out, value, indent);
  if (!isObject(value) || !Object.values(value).some((each) => each instanceof Elements)) {
    return out.text(escapedJson(value).replaceAll('\n', `\n${indent}`));
  }
  let start = '{';
  for (const [key, each] of Object.entries(value)) {
    if (each === undefined) continue;
    await out.text(`${start}\n${indent}${INDENT}${JSON.stringify(key)}: `);
    await writeJson(out, each, indent + INDENT);
    start = ',';
  }
  return out.text(`\n${indent}}`);
}

async function writeElements(out: Output, { of }: Elements, indent: string): Promise<void> {
  let start = '[';
  for await (const each of of) {
    await out.text(`${start}\n${indent}${INDENT}`);
    await writeJson(out, each, indent + INDENT);
    start = ',';
  }
  return out.text(start === '[' ? '[]' : `\n${indent}]`);
}

/** Writes an object with a long list, whose members come one after the other. */
export class JsonList {
  private isEmpty = true;

  /**
   * @param head the properties before the list
   * @param name the name of the list
   */
  public constructor(
    private readonly out: Output,
    private readonly head: object,
    private readonly name: string,
  ) {}

  public async add(member: object): Promise<void> {
    await this.out.text(`${this.isEmpty ? this.start : ','}\n${INDENT}${INDENT}`);
    this.isEmpty = false;
    await writeJson(this.out, member, INDENT + INDENT);
  }

  /** @param rest the properties after the list */
  public async end(rest: object): Promise<void> {
    const end = this.isEmpty ? `${this.start}]` : `\n${INDENT}]`;
    await this.out.text(`${end},${escapedJson(rest).slice('{'.length)}\n`);
  }

  private get start(): string {
    return `${escapedJson(this.head).slice(0, -'\n}'.length)},\n${INDENT}${JSON.stringify(this.name)}: [`;
  }
}
