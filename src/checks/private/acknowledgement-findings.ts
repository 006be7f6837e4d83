import type { PolicyViolation } from 'aws-cdk-lib';
import { AcknowledgementState, isAtOrAbove, MIN_WORDS } from './acknowledgements';
import type { JudgedAcknowledgement } from './acknowledgements';
import { DECISIONS, decisionId } from '../../ecr/decisions/decisions';
import { EcrRule } from '../../ecr/ecr-rule';
import type { TemplateApp } from '../../templates/template-app';
import { visible } from '../../text/visible';

const { explanation, remedy, finding } = DECISIONS[EcrRule.ACKNOWLEDGEMENT];

/** The text that reports an acknowledgement, by its state. One in use is not reported. */
const TEXTS: Record<AcknowledgementState, ((made: JudgedAcknowledgement) => string) | undefined> = {
  [AcknowledgementState.IN_USE]: undefined,
  [AcknowledgementState.ENDS_SOON]: ({ id, until }) => `the acknowledgement of ${id} ends after ${until}`,
  [AcknowledgementState.ENDED]: ({ id, until }) =>
    `the acknowledgement of ${id} ended after ${until} and does not count`,
  [AcknowledgementState.SHORT_REASON]: ({ id, reason }) =>
    `the reason "${reason}" of the acknowledgement of ${id} has fewer than ${MIN_WORDS} words`,
  [AcknowledgementState.NOT_ALLOWED]: ({ id }) => `the acknowledgement of ${id} does not count here`,
  [AcknowledgementState.STALE]: ({ id }) => `${id} is acknowledged, but nothing is found or warned of`,
};

/** The findings on acknowledgements themselves. */
export function findingsOn(
  made: readonly JudgedAcknowledgement[],
  app: TemplateApp,
  severity: string | undefined = finding,
): PolicyViolation[] {
  const own = decisionId(EcrRule.ACKNOWLEDGEMENT);
  const meant = made.filter(({ id }) => id === own);
  return made.flatMap((each) => {
    const text = TEXTS[each.state];
    if (!text || meant.some(({ at }) => isAtOrAbove(at, each.at))) return [];
    return [
      {
        ruleName: own,
        description: visible(`${text(each)}. ${explanation}`),
        fix: remedy,
        severity,
        violatingResources: [
          {
            constructPath: each.at,
            resourceLogicalId: '',
            templatePath: stackPathOf(each.at, app),
            locations: ['acknowledgement'],
          },
        ],
      },
    ];
  });
}

/** The template of the stack around a construct; empty above stacks. */
function stackPathOf(path: string, app: TemplateApp): string {
  const names = path.split('/');
  const paths = names.map((_, index) => names.slice(0, names.length - index).join('/'));
  return paths.map((each) => app.stackAt(each)?.templatePath).find((each) => each !== undefined) ?? '';
}
