import { spawn, spawnSync } from 'child_process';
import type { ChildProcess } from 'child_process';
import { once } from 'events';

const SERVE = `
from moto.server import ThreadedMotoServer
import sys
server = ThreadedMotoServer(port=0, verbose=False)
server.start()
print(server.get_host_and_port()[1], flush=True)
sys.stdin.read()
`;

/** What moto does not know: it fails at the operation. */
export const NOT_OF_MOTO = {
  'ecr:DescribePullThroughCacheRules': { pullThroughCacheRules: [] },
  'ecr:DescribeRepositoryCreationTemplates': { registryId: '123456789012', repositoryCreationTemplates: [] },
  'ecr:GetAccountSetting': { name: 'BLOB_MOUNTING', value: 'ENABLED' },
  'ecr:GetSigningConfiguration': { registryId: '123456789012', signingConfiguration: { rules: [] } },
  'ecr:ListPullTimeUpdateExclusions': { pullTimeUpdateExclusions: [] },
};

/** `npm test` needs only Node.js. Where everything is verified, an absent server would go unnoticed. */
export function motoIsRequired(): boolean {
  return process.env.PYTHON_JUDGES === 'required';
}

/** Why moto cannot serve; `undefined` where it can. */
export function missingMoto(): string | undefined {
  const { error, status, stderr } = spawnSync('python3', ['-c', 'import moto.server'], { encoding: 'utf8' });
  if (!error && status === 0) return undefined;
  return `no server of moto, ${error?.message ?? stderr.trim().split('\n').pop()}: pip install 'moto[server]==5.2.1'`;
}

/** AWS by moto, over HTTP. It ends with its standard input. */
export class Moto {
  public static async start(): Promise<Moto> {
    const server = spawn('python3', ['-c', SERVE], { stdio: ['pipe', 'pipe', 'ignore'] });
    const [port] = (await once(server.stdout, 'data')) as [Buffer];
    return new Moto(server, `http://127.0.0.1:${port.toString().trim()}`);
  }

  private constructor(
    private readonly server: ChildProcess,
    public readonly url: string,
  ) {}

  public async stop(): Promise<void> {
    const ended = once(this.server, 'exit');
    this.server.stdin!.end();
    await ended;
  }
}
