import type { Json } from '../../../../src/text/json';

/** The actions that `iam.PolicyStatement` accepts: it has no `?`. */
const ACTION = /^(?:\*|[a-zA-Z0-9-]+:[a-zA-Z0-9*]+)$/;
const ELEMENTS = ['Principal', 'Action', 'Resource'];
const MEMBERS = new Set(['Sid', 'Effect', 'Condition', ...ELEMENTS, ...ELEMENTS.map((element) => `Not${element}`)]);

/** The reason why `iam.PolicyStatement.fromJson` refuses a statement or changes it, as a sentence without its end. */
export function refusalOfCdk(statement: Json): string | undefined {
  const { Action: action, NotAction: notAction } = statement;
  const unknown = Object.keys(statement).find((name) => !MEMBERS.has(name));
  if (unknown !== undefined) return `a statement has the member ${JSON.stringify(unknown)}`;
  if (Object.values(statement).some(isEmpty)) return 'a statement has an empty member';
  if (ELEMENTS.some((element) => statement[element] !== undefined && statement[`Not${element}`] !== undefined)) {
    return 'a statement has an element and its opposite';
  }
  const actions: unknown[] = [action ?? [], notAction ?? []].flat(2);
  const refused = actions.find((each) => typeof each !== 'string' || !ACTION.test(each));
  return refused === undefined ? undefined : `the CDK refuses the action ${JSON.stringify(refused)}`;
}

function isEmpty(value: unknown): boolean {
  if (value === '' || value === null) return true;
  return typeof value === 'object' && (Object.keys(value).length === 0 || Object.values(value).some(isEmpty));
}
