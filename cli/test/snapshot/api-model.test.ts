import { mistakesInAnswer } from './api-model';
import { Failure } from './fake-aws';

// What a test makes AWS answer has to be possible, or the test would show nothing.
describe('an answer that AWS could not give is a mistake:', () => {
  test.each([
    ['a member that the API does not have', { repositories: [{ name: 'a' }] }, ['has no member name']],
    ['a text in place of a number', { repositories: [{ createdAt: '2026-01-01' }] }, ['createdAt is no number']],
    ['a structure in place of a list', { repositories: {} }, ['repositories is no list']],
    ['an error that the API does not have', new Failure('NoSuchRepository'), ['has no error NoSuchRepository']],
  ])('%s', (_what, answer, mistakes) => {
    const found = mistakesInAnswer('ecr:DescribeRepositories', answer);
    expect(found).toEqual(mistakes.map((mistake) => expect.stringContaining(mistake)));
  });

  test('an answer to an action that does not exist', () => {
    expect(mistakesInAnswer('ecr:DescribeEverything', {})).toEqual(['ecr:DescribeEverything does not exist']);
  });
});
