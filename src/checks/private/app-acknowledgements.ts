import type { IConstruct } from 'constructs';
import { acknowledgementsAt, todayOf } from '../../core/acknowledgements';
import { warnedOf } from '../../core/warn';
import { Acknowledgements } from '../../templates/judge/acknowledgements';
import type { AcknowledgementLimit } from '../ecr-checks-props';

/** The acknowledgements that the constructs of an app made. */
export function appAcknowledgements(app: IConstruct, limits: readonly AcknowledgementLimit[] = []): Acknowledgements {
  return new Acknowledgements({
    made: app.node.root.node.findAll().flatMap(acknowledgementsAt),
    today: todayOf(app),
    limits: limits.map(({ rule, onlyAt }) => ({ rule, onlyAt: onlyAt?.node.path })),
    warnedAt: (rule) => warnedOf(app, rule).map(({ node }) => node.path),
  });
}
