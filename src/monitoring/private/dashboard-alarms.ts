import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';

/** The most alarms in one widget. */
const ALARMS_PER_WIDGET = 100;

/**
 * The states of alarms, of any account and region. The alarms are read when the template is rendered, so that alarms that
 * are added after the dashboard are shown too.
 */
export class AlarmStates implements cloudwatch.IWidget {
  public readonly width = 24;
  private place = { x: 0, y: 0 };

  public constructor(private readonly alarms: () => cloudwatch.IAlarmRef[]) {}

  public get height(): number {
    return this.column().height;
  }

  /** The widgets of the alarms that exist now. */
  public get widgets(): cloudwatch.IWidget[] {
    const alarms = this.alarms();
    const widgets: cloudwatch.IWidget[] = [];
    for (let start = 0; start < alarms.length; start += ALARMS_PER_WIDGET) {
      widgets.push(statesOf(alarms.slice(start, start + ALARMS_PER_WIDGET)));
    }
    return widgets;
  }

  public position(x: number, y: number): void {
    this.place = { x, y };
  }

  public toJson(): unknown[] {
    const column = this.column();
    column.position(this.place.x, this.place.y);
    return column.toJson();
  }

  private column(): cloudwatch.Column {
    return new cloudwatch.Column(...this.widgets);
  }
}

function statesOf(alarms: cloudwatch.IAlarmRef[]): cloudwatch.IWidget {
  return new cloudwatch.AlarmStatusWidget({
    title: 'Alarms',
    width: 24,
    // Four alarms in a row, and the title.
    height: Math.ceil(alarms.length / 4) + 1,
    alarms,
    sortBy: cloudwatch.AlarmStatusWidgetSortBy.STATE_UPDATED_TIMESTAMP,
  });
}
