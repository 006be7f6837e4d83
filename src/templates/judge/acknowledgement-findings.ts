import { AcknowledgementState, isAtOrAbove, MIN_WORDS } from './acknowledgements';
import type { JudgedAcknowledgement } from './acknowledgements';
import type { Finding } from './finding';
import { DECISIONS, decisionId } from '../../ecr/decisions/decisions';
import { EcrRule, EcrRuleSeverity } from '../../ecr/ecr-rule';
import { visible } from '../../text/visible';
import type { TemplateApp } from '../template-app';
import type { TemplateStack } from '../template-stack';

const { explanation, remedy, finding = EcrRuleSeverity.WARNING } = DECISIONS[EcrRule.ACKNOWLEDGEMENT];

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
  severity: string = finding,
): Finding[] {
  const own = decisionId(EcrRule.ACKNOWLEDGEMENT);
  const meant = made.filter(({ id }) => id === own);
  return made.flatMap((each) => {
    const text = TEXTS[each.state];
    if (!text || meant.some(({ at }) => isAtOrAbove(at, each.at))) return [];
    return [
      {
        rule: EcrRule.ACKNOWLEDGEMENT,
        severity,
        text: visible(text(each)),
        explanation,
        remedy,
        at: 'acknowledgement',
        constructPath: each.at,
        stack: stackAround(each.at, app),
      },
    ];
  });
}

/** The stack around a construct; undefined above stacks. */
function stackAround(path: string, app: TemplateApp): TemplateStack | undefined {
  const names = path.split('/');
  const paths = names.map((_, index) => names.slice(0, names.length - index).join('/'));
  return paths.map((each) => app.stackAt(each)).find((each) => each !== undefined);
}
