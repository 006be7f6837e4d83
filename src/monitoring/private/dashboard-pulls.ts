import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { MetricPlace } from './dashboard-place';
import { ALL_PULLS, EACH_PULLS, PULL_METRIC } from '../../ecr/metrics';

/** How many repositories a widget shows. */
const SHOWN = 20;

/** One time series for each repository. A query reads up to 10,000 of them. */
const MOST_PULLED = `${ALL_PULLS} GROUP BY ${PULL_METRIC.dimension} ORDER BY SUM() DESC LIMIT ${SHOWN}`;

/** A search takes any time range. It finds up to 500 metrics, those with data of the last two weeks. */
const PULLS_OVER_TIME = `SLICE(SORT(${EACH_PULLS}, SUM, DESC), 0, ${SHOWN})`;

/** Widgets of the pulls in a registry. Their number does not grow with the repositories. */
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
