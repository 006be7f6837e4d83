import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

/** AWS on this machine, which Python serves. */
export interface EmulatorOptions {
  readonly name: string;
  readonly requirement: string;
  /** Python that sets `known` to the resource types that its CloudFormation makes. */
  readonly knownTypes: string;
  /** Python that serves at `port` until the process ends. */
  readonly serve: string;
  /** What it keeps of a repository, as the names of the columns in `repository-state.ts`. */
  readonly keeps: readonly string[];
  /** Whether it refuses to delete a stack with termination protection, which can be taken off. */
  readonly protectsStacks: boolean;
  /** What a deployment to it does not show. */
  readonly silentOn: string;
}

export const MOTO: EmulatorOptions = {
  name: 'moto',
  requirement: 'moto[server]==5.2.1',
  knownTypes: 'from moto.cloudformation.parsing import get_model_map; known = get_model_map()',
  serve: 'from moto.server import main; main(["-H", "127.0.0.1", "-p", str(port)])',
  keeps: ['mutability', 'exclusions', 'tags'],
  protectsStacks: false,
  silentOn: 'lifecycle, policy, encryption and scanOnPush, which it drops; other types of ECR, which it does not know',
};

export const MINISTACK: EmulatorOptions = {
  name: 'MiniStack',
  requirement: 'ministack==1.5.33',
  // It knows no alarm by metric math.
  knownTypes:
    'from ministack.services.cloudformation.provisioners import _RESOURCE_HANDLERS\n' +
    'known = set(_RESOURCE_HANDLERS) - {"AWS::CloudWatch::Alarm"}',
  serve: 'from ministack.app import main; sys.argv = ["ministack"]; main()',
  keeps: ['mutability', 'tags', 'lifecycle', 'policy', 'scanOnPush', 'encryption'],
  protectsStacks: true,
  silentOn: 'exclusions, which it drops; whether policies are valid; other types of ECR, which it does not know',
};

/** It ends when its standard input does, so that it never outlives this process. */
const script = ({ knownTypes, serve }: EmulatorOptions, port: number) => `
import json, os, sys, threading
${knownTypes}
print(json.dumps(sorted(known)), flush=True)
def end():
    sys.stdin.read()
    os._exit(0)
threading.Thread(target=end, daemon=True).start()
port = ${port}
${serve}
`;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Why the emulator cannot be started; `undefined` where it can. */
export function missing({ knownTypes, requirement }: EmulatorOptions): string | undefined {
  const { error, status, stderr } = spawnSync('python3', ['-c', knownTypes], { encoding: 'utf8' });
  if (!error && status === 0) return undefined;
  return `${error?.message ?? stderr.trim().split('\n').pop()}: pip install '${requirement}'`;
}

export class Emulator {
  public static async start(options: EmulatorOptions): Promise<Emulator> {
    const port = await freePort();
    const server = spawn('python3', ['-c', script(options, port)], {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, BIND_HOST: '127.0.0.1', GATEWAY_PORT: `${port}` },
    });
    let output = '';
    while (!output.includes('\n')) output += ((await once(server.stdout, 'data')) as [Buffer])[0].toString();
    // Later output is of no interest, but must not fill the pipe.
    server.stdout.resume();
    const emulator = new Emulator(server, `http://localhost:${port}`, JSON.parse(output.split('\n')[0]) as string[]);
    await emulator.answers();
    return emulator;
  }

  private constructor(
    private readonly server: ChildProcess,
    public readonly url: string,
    public readonly knownTypes: readonly string[],
  ) {}

  public async stop(): Promise<void> {
    if (this.server.exitCode !== null) return;
    const ended = once(this.server, 'exit');
    this.server.stdin!.end();
    await ended;
  }

  private async answers(): Promise<void> {
    for (let attempt = 0; attempt < 300; attempt++) {
      const answered = await fetch(this.url).then(
        () => true,
        () => false,
      );
      if (answered) return;
      if (this.server.exitCode !== null) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await this.stop();
    throw new Error(`nothing answers at ${this.url}`);
  }
}
