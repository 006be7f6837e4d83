import type { Answers } from './fake-aws';
import { FakeAws } from './fake-aws';
import { CREDENTIALS, onlyThese } from './support';
import { Workspace } from '../support';

/** What each test of a file has: a folder, and an AWS that answers as it is told. */
export interface AwsOfTest {
  readonly files: Workspace;
  readonly aws: FakeAws;
}

/** Starts an AWS for each test, in a region. A test fails if it answers what AWS could not. */
export function useAws(answers: Answers, region: string, begin: (started: AwsOfTest) => void): void {
  let started: AwsOfTest;
  let restore: () => void;
  beforeEach(async () => {
    started = { files: new Workspace(), aws: await FakeAws.start() };
    started.aws.answers = answers;
    restore = onlyThese({ ...CREDENTIALS, AWS_REGION: region });
    begin(started);
  });
  afterEach(async () => {
    restore();
    await started.aws.stop();
    started.files.remove();
    expect(started.aws.mistakes).toEqual([]);
  });
}
