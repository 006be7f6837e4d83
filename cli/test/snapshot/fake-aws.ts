import { createServer } from 'http';
import type { IncomingMessage, Server } from 'http';
import type { AddressInfo } from 'net';
import { buffer } from 'stream/consumers';
import { mistakesInAnswer } from './api-model';
import type { Json } from '../../../src/text/json';
import { isObject } from '../../../src/text/json';

/** The prefixes of operations in requests. */
const SERVICES: Readonly<Record<string, string>> = {
  AmazonEC2ContainerRegistry_V20150921: 'ecr',
  SpencerFrontendService: 'ecr-public',
  AWSOrganizationsV20161128: 'organizations',
  TrentService: 'kms',
};

/** Services with the query protocol, which answer XML. */
const QUERY_SERVICES = new Set(['sts', 'cloudformation']);

/** The operations of services with an own path for each. */
const PATHS: Readonly<Record<string, string>> = { '/coverage/list': 'inspector2:ListCoverage' };

/** A call that has arrived. */
export interface Call {
  /** Such as `ecr:DescribeImages`. */
  readonly action: string;
  readonly region: string;
  /** The access key of its signature. */
  readonly keyId: string;
  readonly input: Json;
  /** How often the action was called before. */
  readonly before: number;
}

/** An error of AWS. */
export class Failure {
  public constructor(
    public readonly code: string,
    public readonly status = 400,
    public readonly message = `the message of ${code}`,
  ) {}
}

/** What an action answers. */
export type Answer = Json | Failure | ((call: Call) => Json | Failure);

export type Answers = Readonly<Record<string, Answer>>;

/** AWS by answers of a test, over HTTP. What AWS could not answer by its API model fails the test. */
export class FakeAws {
  /** @param upstream The endpoint that answers what has no answer here. */
  public static async start(upstream?: string): Promise<FakeAws> {
    const fake = new FakeAws(upstream);
    await new Promise<void>((done) => fake.server.listen(0, '127.0.0.1', done));
    return fake;
  }

  public readonly calls: Call[] = [];
  public readonly mistakes: string[] = [];
  public answers: Answers = {};
  private readonly server: Server;

  private constructor(private readonly upstream: string | undefined) {
    this.server = createServer((request, response) => {
      void this.answer(request).then(({ status, body }) => {
        response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
        response.end(body);
      });
    });
  }

  public get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** How often each action was called. */
  public get counts(): Readonly<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const { action } of this.calls) counts[action] = (counts[action] ?? 0) + 1;
    return counts;
  }

  public async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private async answer(request: IncomingMessage): Promise<{ status: number; body: string | Buffer }> {
    const content = await buffer(request);
    const call = this.record(request, content.toString());
    const answer = this.answers[call.action];
    if (answer === undefined && this.upstream !== undefined) {
      const { method, headers } = request;
      const { host: _host, connection: _connection, expect: _expect, ...rest } = headers as Record<string, string>;
      const answered = await fetch(this.upstream, { method, headers: rest, body: new Uint8Array(content) });
      return { status: answered.status, body: Buffer.from(await answered.arrayBuffer()) };
    }
    const value = typeof answer === 'function' ? answer(call) : (answer ?? new Failure('UnknownOperationException'));
    this.mistakes.push(...mistakesInAnswer(call.action, value));
    return QUERY_SERVICES.has(call.action.split(':')[0]) ? inXml(call.action, value) : inJson(value);
  }

  private record({ headers, url }: IncomingMessage, content: string): Call {
    const [, keyId, region, service] =
      /Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)/.exec(headers.authorization ?? '') ?? [];
    const call = { region, keyId, ...operationOf(service, String(headers['x-amz-target'] ?? url), content) };
    const before = this.calls.filter(({ action }) => action === call.action).length;
    this.calls.push({ ...call, before });
    return this.calls.at(-1)!;
  }
}

function operationOf(service: string, target: string, content: string): { action: string; input: Json } {
  if (QUERY_SERVICES.has(service)) {
    const input = Object.fromEntries(new URLSearchParams(content));
    return { action: `${service}:${input.Action}`, input };
  }
  const input = JSON.parse(content) as Json;
  if (target in PATHS) return { action: PATHS[target], input };
  const [prefix, operation] = target.split('.');
  return { action: `${SERVICES[prefix]}:${operation}`, input };
}

function inJson(value: Json | Failure) {
  if (!(value instanceof Failure)) return { status: 200, body: JSON.stringify(value) };
  return { status: value.status, body: JSON.stringify({ __type: value.code, message: value.message }) };
}

function inXml(action: string, value: Json | Failure) {
  if (value instanceof Failure) {
    const { status, code, message } = value;
    return {
      status,
      body: `<ErrorResponse><Error><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
    };
  }
  const [, operation] = action.split(':');
  return {
    status: 200,
    body: `<${operation}Response><${operation}Result>${membersInXml(value)}</${operation}Result></${operation}Response>`,
  };
}

function membersInXml(value: Json): string {
  return Object.entries(value)
    .map(
      ([name, member]) =>
        `<${name}>${isObject(member) ? membersInXml(member) : inText(name === 'Expiration' ? timeInXml(member) : member)}</${name}>`,
    )
    .join('');
}

function inText(value: unknown): string {
  return String(value).replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** Times are seconds in the answers of tests, as in JSON. */
function timeInXml(seconds: unknown): string {
  return new Date(Number(seconds) * 1000).toISOString();
}
