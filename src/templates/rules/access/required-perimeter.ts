import type { AccessPolicy, AccessStatement } from './policies';
import { policyOf, unresolved } from './policies';
import { EcrRule } from '../../../ecr/ecr-rule';
import { fillRegion } from '../../../ecr/fill-region';
import { someOf } from '../../../ecr/mistakes/statements/statement-mistake';
import { readPolicy } from '../../../ecr/policy/policy-document';
import type { PolicyStatement } from '../../../ecr/policy/policy-document';
import { uncovered, weaknessesIn } from '../../../ecr/policy/weaker-deny';
import type { Weakness } from '../../../ecr/policy/weaker-deny';
import { ResourceType } from '../../../ecr/resource-type';
import { hasHole, readable } from '../../../text/holes';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';
import type { TemplateStack } from '../../template-stack';
import { oncePer } from '../once-per';

export const REQUIRED_PERIMETER: Rule = {
  id: EcrRule.REQUIRED_PERIMETER,
  types: [ResourceType.REPOSITORY, ResourceType.CREATION_TEMPLATE],
  check: checkPerimeter,
};

/** The statements of the perimeter in a stack, whose account may be literal there. */
const requiredIn = oncePer(({ props }: CheckContext) =>
  oncePer((stack: TemplateStack) => {
    const statements = fillRegion(stack.resolve(props.requiredPerimeter), stack.region);
    return readPolicy({ Statement: statements }).statements;
  }),
);

const judged = oncePer((context: CheckContext) =>
  oncePer((policy: AccessPolicy) => {
    const problems = requiredIn(context)(policy.stack).flatMap((required) => [...checkStatement(required, policy)]);
    const certain = problems.filter((each) => !each.unresolved);
    return certain.length > 1 ? [joined(certain, policy)] : problems;
  }),
);

/** One problem of a guardrail that lacks or loosens several statements. */
function joined(problems: readonly Problem[], { at }: AccessPolicy): Problem {
  return { at, text: problems.map(({ text }) => text).join('; ') };
}

function* checkPerimeter(resource: TemplateResource, context: CheckContext): Iterable<Problem> {
  if (!context.props.requiredPerimeter) return;
  const policy = policyOf(resource);
  if (policy) return yield* judged(context)(policy);
  const names = requiredIn(context)(resource.stack).map(({ sid }) => sid);
  yield { at: 'Properties', text: `it has no policy, so that the statements ${names.join(', ')} are missing` };
}

interface Candidate {
  readonly statement: AccessStatement;
  readonly weaknesses: readonly Weakness[];
}

/** Several statements may deny the actions of a required one between them. */
function* checkStatement(required: PolicyStatement, policy: AccessPolicy): Iterable<Problem> {
  const { at, statements, document, stack } = policy;
  const candidates = statements.map((statement) => {
    const conditions = fillRegion(statement.conditions, stack.region) as PolicyStatement['conditions'];
    return { statement, weaknesses: [...weaknessesIn({ ...statement, conditions }, required)] };
  });
  const strict = candidates.filter(({ weaknesses }) => weaknesses.length === 0);
  const missing = uncovered(required.actions, statementsOf(strict));
  if (missing.length === 0) return;
  const possible = candidates.filter(({ weaknesses }) => weaknesses.every((each) => each.unresolved));
  const later = possible.some(({ statement: { json } }) => hasHole([json.Action, json.NotAction]));
  if (document.partial || later || uncovered(missing, statementsOf(possible)).length === 0) {
    return yield unresolved(at, `whether statement ${required.sid} is complete is known at deployment`);
  }
  yield problemOf(required, policy, missing, candidates);
}

function problemOf(
  required: PolicyStatement,
  policy: AccessPolicy,
  missing: readonly string[],
  candidates: readonly Candidate[],
): Problem {
  const candidate = closest(required, candidates, missing);
  if (!candidate) {
    const text = `the policy has no statement ${required.sid}, a Deny of ${someOf(missing)}`;
    return { at: policy.at, text };
  }
  const { statement, weaknesses } = candidate;
  const gaps = uncovered(missing, [statement]);
  const parts = [
    ...weaknesses.filter((each) => !each.unresolved).map(({ text }) => text),
    ...(gaps.length > 0 ? [`it does not deny ${gaps.join(', ')}`] : []),
  ];
  const meant = statement.sid === required.sid ? 'the perimeter requires' : `the required statement ${required.sid}`;
  const text = `${statement.name} is looser than ${meant}: ${parts.join('; ')}`;
  return { at: statement.at, text: readable(text) };
}

/** The statement that was probably meant: the one of the same name, or else the Deny with the fewest weaknesses. */
function closest(
  required: PolicyStatement,
  candidates: readonly Candidate[],
  missing: readonly string[],
): Candidate | undefined {
  const named = candidates.find(({ statement: { sid } }) => sid === required.sid);
  if (named) return named;
  const boundary = required.conditions[0]?.key;
  return candidates
    .filter(({ statement: { json } }) => json.Effect === 'Deny')
    .filter(({ statement }) => uncovered(missing, [statement]).length < missing.length)
    .filter(({ statement: { conditions } }) => conditions.some(({ key }) => key === boundary))
    .sort((one, other) => one.weaknesses.length - other.weaknesses.length)[0];
}

function statementsOf(candidates: readonly Candidate[]): AccessStatement[] {
  return candidates.map(({ statement }) => statement);
}
