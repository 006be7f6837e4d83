import { declareValueClass } from '../../text/kinds';

/**
 * For how long Amazon Inspector scans an image again, counted from its push.
 *
 * @see https://docs.aws.amazon.com/inspector/latest/user/scanning-ecr.html
 */
export enum InspectorRescanDuration {
  /** 14 days: what an account has that never chose. */
  DAYS_14 = 'DAYS_14',
  /** 30 days. */
  DAYS_30 = 'DAYS_30',
  /** 60 days. */
  DAYS_60 = 'DAYS_60',
  /** 90 days. */
  DAYS_90 = 'DAYS_90',
  /** 180 days. */
  DAYS_180 = 'DAYS_180',
  /** As long as the image is in the repository. */
  LIFETIME = 'LIFETIME',
}

/**
 * For how long Amazon Inspector scans an image again, counted from its last use or pull.
 *
 * @see https://docs.aws.amazon.com/inspector/latest/user/scanning-ecr.html
 */
export enum InspectorPullRescanDuration {
  /** 14 days: what an account has that never chose. */
  DAYS_14 = 'DAYS_14',
  /** 30 days. */
  DAYS_30 = 'DAYS_30',
  /** 60 days. */
  DAYS_60 = 'DAYS_60',
  /** 90 days. */
  DAYS_90 = 'DAYS_90',
  /** 180 days. */
  DAYS_180 = 'DAYS_180',
}

/**
 * What counts as use of an image, from which {@link InspectorPullRescanDuration} is counted.
 *
 * @see https://docs.aws.amazon.com/inspector/latest/user/scanning-ecr.html
 */
export enum InspectorPullRescanMode {
  /**
   * That it ran in a container of Amazon ECS or EKS. Images for several platforms have no such date; choose
   * LAST_PULL_DATE for them.
   */
  LAST_IN_USE_AT = 'LAST_IN_USE_AT',
  /** That somebody pulled it. */
  LAST_PULL_DATE = 'LAST_PULL_DATE',
}

/** Options of {@link InspectorScanning.rescanning}. */
export interface InspectorRescanOptions {
  /** For how long an image is scanned again after its push. */
  readonly rescanDuration: InspectorRescanDuration;

  /**
   * For how long an image is scanned again after its last use or pull.
   *
   * @default - not set; Amazon Inspector decides
   */
  readonly pullDateRescanDuration?: InspectorPullRescanDuration;

  /**
   * What counts as use of an image.
   *
   * @default - not set; Amazon Inspector decides, LAST_IN_USE_AT in an account that never chose
   */
  readonly pullDateRescanMode?: InspectorPullRescanMode;
}

/**
 * How Amazon Inspector scans the images of the account's registry in a region.
 *
 * Every choice activates its scanning of Amazon ECR, which makes the registry's scanning enhanced, and costs by image.
 *
 * @see https://docs.aws.amazon.com/inspector/latest/user/scanning-ecr.html
 */
export class InspectorScanning {
  /** Activated; for how long images are scanned again stays as it is. */
  public static readonly ACTIVE = new InspectorScanning();

  /**
   * Activated, and images are scanned again for a chosen time after their push and their last use. When both are over,
   * Amazon Inspector closes the findings of the image.
   *
   * A delegated administrator sets this for all accounts that it manages. A member account cannot set it.
   */
  public static rescanning(options: InspectorRescanOptions): InspectorScanning {
    return new InspectorScanning(options);
  }

  private constructor(private readonly options?: InspectorRescanOptions) {}

  /**
   * The configuration to set beside the activation, if any.
   *
   * @internal
   */
  public _render(): InspectorRescanOptions | undefined {
    return (
      this.options && {
        rescanDuration: this.options.rescanDuration,
        pullDateRescanDuration: this.options.pullDateRescanDuration,
        pullDateRescanMode: this.options.pullDateRescanMode,
      }
    );
  }
}

declareValueClass(
  InspectorScanning,
  'InspectorScanning',
  'use InspectorScanning.ACTIVE or InspectorScanning.rescanning({ … })',
);
