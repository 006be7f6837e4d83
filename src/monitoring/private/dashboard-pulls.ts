import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { MetricPlace } from './dashboard-place';

/** How many repositories a widget shows. */
const SHOWN = 20;

/** All repositories at once: one time series each, of which a query of CloudWatch reads up to 10,000. */
const ALL_PULLS = 'SELECT SUM(RepositoryPullCount) FROM SCHEMA("AWS/ECR", RepositoryName)';
const MOST_PULLED = `${ALL_PULLS} GROUP BY RepositoryName ORDER BY SUM() DESC LIMIT ${SHOWN}`;

/** For any time; but CloudWatch finds no more than 500 metrics, and those of the last two weeks only. */
const FOUND = `SEARCH('{AWS/ECR,RepositoryName} MetricName="RepositoryPullCount"', 'Sum', 300)`;
const PULLS_OVER_TIME = `SLICE(SORT(${FOUND}, SUM, DESC), 0, ${SHOWN})`;

/** Pulls of a registry, however many repositories it has. */
export function pullWidgets(place: MetricPlace): cloudwatch.IWidget[] {
  const { region, accountId } = place;
  const search = { searchRegion: region, searchAccount: accountId };
  return [
    new cloudwatch.SingleValueWidget({
      ...place,
      title: 'Pulls',
      width: 4,
      height: 6,
      metrics: [new cloudwatch.MathExpression({ ...search, expression: ALL_PULLS, label: 'All repositories' })],
      setPeriodToTimeRange: true,
    }),
    new cloudwatch.GraphWidget({
      ...place,
      title: `Pulls: the ${SHOWN} most pulled repositories`,
      width: 8,
      height: 6,
      left: [new cloudwatch.MathExpression({ ...search, expression: MOST_PULLED, label: '' })],
      view: cloudwatch.GraphWidgetView.BAR,
      setPeriodToTimeRange: true,
    }),
    new cloudwatch.GraphWidget({
      ...place,
      title: 'Pulls by repository',
      width: 12,
      height: 6,
      left: [new cloudwatch.SearchExpression({ ...search, expression: PULLS_OVER_TIME, label: '' })],
      leftYAxis: { min: 0, showUnits: false },
      legendPosition: cloudwatch.LegendPosition.RIGHT,
    }),
  ];
}
