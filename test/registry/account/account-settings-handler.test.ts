import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { compileFunction } from 'node:vm';
import { ACCOUNT_SETTINGS_HANDLER } from '../../../src/registry/account/account-settings-handler';

type Input = Record<string, unknown>;
type Answer = (operation: string, input: Input) => unknown;

const ENABLED = { accounts: [{ resourceState: { ecr: { status: 'ENABLED' } } }] };

const EVENT = {
  RequestType: 'Create',
  ResponseURL: 'https://cloudformation.example/response?signature=secret',
  StackId: 'arn:aws:cloudformation:eu-west-1:111122223333:stack/registry/guid',
  RequestId: 'request',
  LogicalResourceId: 'AccountSettings',
};

const ALL = {
  EcrSettings: { BASIC_SCAN_TYPE_VERSION: 'AWS_NATIVE', BLOB_MOUNTING: 'ENABLED', REGISTRY_POLICY_SCOPE: 'V2' },
  Inspector: 'ACTIVE',
  InspectorEcrConfiguration: { rescanDuration: 'DAYS_30' },
};

class ServiceError extends Error {
  public constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/** A module of the SDK with a client and only these commands. */
function sdkModule(client: string, operations: string[], send: (operation: string, input: Input) => unknown) {
  class Command {
    public constructor(
      public readonly operation: string,
      public readonly input: Input,
    ) {}
  }
  return {
    [`${client}Client`]: class {
      public async send({ operation, input }: Command) {
        return send(operation, input);
      }
    },
    ...Object.fromEntries(
      operations.map((operation) => [
        `${operation}Command`,
        class extends Command {
          public constructor(input: Input) {
            super(operation, input);
          }
        },
      ]),
    ),
  };
}

interface Options {
  readonly answer?: Answer;
  readonly requestType?: string;
  readonly fetch?: ReturnType<typeof takes>;
}

/** Runs the deployed code as the Lambda runtime does, with fakes for its modules, clock and network. */
async function run(
  properties: object,
  { answer = success, requestType = 'Create', fetch: put = takes(200) }: Options = {},
) {
  const calls: [string, Input][] = [];
  const logged: unknown[] = [];
  let pauses = 0;
  const send = (operation: string, input: Input) => {
    calls.push([operation, input]);
    return answer(operation, input);
  };
  const modules: Record<string, object> = {
    '@aws-sdk/client-ecr': sdkModule('ECR', ['PutAccountSetting'], send),
    '@aws-sdk/client-inspector2': sdkModule(
      'Inspector2',
      ['Enable', 'BatchGetAccountStatus', 'UpdateConfiguration'],
      send,
    ),
  };
  const exported: { handler?: (event: object) => Promise<void> } = {};
  const surroundings = {
    exports: exported,
    require: (name: string) => modules[name],
    fetch: put,
    console: { log: (text: unknown) => logged.push(text), error: (text: unknown) => logged.push(text) },
    setTimeout: (callback: () => void) => {
      pauses += 1;
      callback();
    },
  };
  compileFunction(ACCOUNT_SETTINGS_HANDLER, Object.keys(surroundings))(...Object.values(surroundings));
  const error = await exported.handler!({
    ...EVENT,
    RequestType: requestType,
    ResourceProperties: { ServiceToken: 'arn', ...properties },
  }).then(
    () => undefined,
    (reason: Error) => reason.message,
  );
  const [url, request] = put.mock.calls[0];
  return { calls, pauses, logged, error, url, request, response: JSON.parse(request.body) };
}

function success(operation: string): unknown {
  return operation === 'BatchGetAccountStatus' ? ENABLED : {};
}

function takes(status: number) {
  return jest.fn(async (_url: string, _request: { body: string; headers: object; method: string }) => ({
    ok: status === 200,
    status,
  }));
}

test('the handler of account settings fits into the 4,096 characters of inline code', () => {
  expect(ACCOUNT_SETTINGS_HANDLER.length).toBeLessThanOrEqual(4096);
});

test.each(['Create', 'Update'])('the handler sets everything that is requested by %s', async (requestType) => {
  const { calls, response, error } = await run(ALL, { requestType });
  expect(calls).toEqual([
    ['PutAccountSetting', { name: 'BASIC_SCAN_TYPE_VERSION', value: 'AWS_NATIVE' }],
    ['PutAccountSetting', { name: 'BLOB_MOUNTING', value: 'ENABLED' }],
    ['PutAccountSetting', { name: 'REGISTRY_POLICY_SCOPE', value: 'V2' }],
    ['Enable', { accountIds: ['111122223333'], resourceTypes: ['ECR'] }],
    ['BatchGetAccountStatus', { accountIds: ['111122223333'] }],
    ['UpdateConfiguration', { ecrConfiguration: { rescanDuration: 'DAYS_30' } }],
  ]);
  expect(response).toEqual({
    Status: 'SUCCESS',
    PhysicalResourceId: 'ecr-account-settings',
    StackId: EVENT.StackId,
    RequestId: EVENT.RequestId,
    LogicalResourceId: EVENT.LogicalResourceId,
  });
  expect(error).toBeUndefined();
});

test('the handler changes nothing that is not requested', async () => {
  expect((await run({ EcrSettings: { BLOB_MOUNTING: 'DISABLED' } })).calls).toEqual([
    ['PutAccountSetting', { name: 'BLOB_MOUNTING', value: 'DISABLED' }],
  ]);
  expect((await run({ Inspector: 'ACTIVE' })).calls.map(([operation]) => operation)).toEqual([
    'Enable',
    'BatchGetAccountStatus',
  ]);
});

test('the handler changes nothing and succeeds on Delete', async () => {
  const { calls, response } = await run(ALL, { requestType: 'Delete', answer: fail(new Error('called')) });
  expect(calls).toEqual([]);
  expect(response).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'ecr-account-settings' });
});

test.each(['ALREADY_ENABLED', 'ENABLE_IN_PROGRESS'])(
  'the handler accepts an activation that is %s',
  async (errorCode) => {
    const answer: Answer = (operation) =>
      operation === 'Enable'
        ? { accounts: [], failedAccounts: [{ errorCode, errorMessage: 'x' }] }
        : success(operation);
    const { calls, response } = await run(ALL, { answer });
    expect(response.Status).toBe('SUCCESS');
    expect(calls.at(-1)![0]).toBe('UpdateConfiguration');
  },
);

test('the handler sets durations after the activation is complete', async () => {
  const states = ['ENABLING', 'ENABLING', 'ENABLED'];
  const answer: Answer = (operation) =>
    operation === 'BatchGetAccountStatus'
      ? { accounts: [{ resourceState: { ecr: { status: states.shift() } } }], failedAccounts: [] }
      : {};
  const { calls, pauses } = await run(ALL, { answer });
  expect(calls.slice(3).map(([operation]) => operation)).toEqual([
    'Enable',
    ...Array(3).fill('BatchGetAccountStatus'),
    'UpdateConfiguration',
  ]);
  expect(pauses).toBe(2);
});

test('the handler waits for a permission that is not effective yet', async () => {
  let refusals = 3;
  const answer: Answer = (operation) => {
    if (refusals-- > 0) throw new ServiceError('AccessDeniedException', 'not yet');
    return success(operation);
  };
  const { response, pauses } = await run({ EcrSettings: { BLOB_MOUNTING: 'ENABLED' } }, { answer });
  expect([response.Status, pauses]).toEqual(['SUCCESS', 3]);
});

function fail(error: Error): Answer {
  return () => {
    throw error;
  };
}

describe('the handler of account settings', () => {
  test('fails when the service refuses, with the error of the service as the reason', async () => {
    const answer = fail(new ServiceError('InvalidParameterException', 'no such setting'));
    const { response, calls, error } = await run(ALL, { answer });
    expect(response).toMatchObject({
      Status: 'FAILED',
      Reason: 'ecr:PutAccountSetting: InvalidParameterException: no such setting',
      PhysicalResourceId: 'ecr-account-settings',
    });
    expect(calls).toHaveLength(1);
    expect(error).toBeUndefined();
  });

  test('fails when a permission stays missing, with the denied call as the reason', async () => {
    const answer = fail(new ServiceError('AccessDeniedException', 'denied by an SCP'));
    const { response, calls } = await run({ Inspector: 'ACTIVE' }, { answer });
    expect(response.Reason).toBe('inspector2:Enable: AccessDeniedException: denied by an SCP');
    expect(calls).toHaveLength(5);
  });

  test.each(['Enable', 'BatchGetAccountStatus'])(
    'fails when %s reports the account as failed, with the error as the reason',
    async (refused) => {
      const failedAccounts = [{ errorCode: 'BLOCKED_BY_ORGANIZATION_POLICY', errorMessage: 'managed' }];
      const answer: Answer = (operation) =>
        operation === refused ? { accounts: [], failedAccounts } : success(operation);
      const { response } = await run({ Inspector: 'ACTIVE' }, { answer });
      expect(response).toMatchObject({
        Status: 'FAILED',
        Reason: `inspector2:${refused}: BLOCKED_BY_ORGANIZATION_POLICY: managed`,
      });
    },
  );

  test('fails when the activation does not end, before the function times out', async () => {
    const answer: Answer = () => ({ accounts: [{ resourceState: { ecr: { status: 'ENABLING' } } }] });
    const { response, pauses } = await run({ Inspector: 'ACTIVE' }, { answer });
    expect(response.Reason).toBe('Amazon Inspector is still ENABLING for Amazon ECR');
    expect(pauses * 5).toBeLessThan(12 * 60);
  });

  test('shortens a long reason to the 4,096 bytes of a response', async () => {
    const { response, request } = await run(ALL, { answer: fail(new ServiceError('X', 'é'.repeat(5000))) });
    expect(response.Status).toBe('FAILED');
    expect(Buffer.byteLength(request.body)).toBeLessThan(4096);
  });

  test('fails when CloudFormation rejects the response, so that Lambda tries again', async () => {
    const { error } = await run(ALL, { fetch: takes(403) });
    expect(error).toBe('CloudFormation did not take the response: HTTP 403');
  });
});

test('the log of the handler has the request without the URL for the response', async () => {
  const { logged, url } = await run(ALL);
  expect(url).toBe(EVENT.ResponseURL);
  expect(JSON.parse(logged[0] as string)).toMatchObject({ RequestType: 'Create', ResourceProperties: ALL });
  expect(logged.join()).not.toContain('signature');
});

test('the handler sends its response by PUT without a content type, which the signed URL excludes', async () => {
  const received: { method?: string; type?: string; body: string }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      received.push({ method: request.method, type: request.headers['content-type'], body });
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const put = jest.fn(async (_url: string, request: { body: string; headers: object; method: string }) =>
      fetch(url, request as RequestInit),
    );
    await run({}, { fetch: put as unknown as ReturnType<typeof takes> });
  } finally {
    server.close();
  }
  expect(received).toEqual([{ method: 'PUT', type: '', body: expect.stringContaining('"Status":"SUCCESS"') }]);
});
