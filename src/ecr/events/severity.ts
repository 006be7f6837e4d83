import type { RegistryScanType } from '../registry-scan-type';

/**
 * How severe a finding of an image scan is, most severe first.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageScanFinding.html
 */
export enum Severity {
  /** The most severe. */
  CRITICAL = 'CRITICAL',
  /** Severe. */
  HIGH = 'HIGH',
  /** Less severe. */
  MEDIUM = 'MEDIUM',
  /** Hardly severe. */
  LOW = 'LOW',
  /** No vulnerability by itself. */
  INFORMATIONAL = 'INFORMATIONAL',
  /** Nobody has assessed it yet: enhanced scanning only. As a minimum it takes everything. */
  UNTRIAGED = 'UNTRIAGED',
  /** The source of the finding gives it no severity: basic scanning only. As a minimum it takes everything. */
  UNDEFINED = 'UNDEFINED',
}

const ASSESSED = [Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM, Severity.LOW, Severity.INFORMATIONAL];

/** The severities of each type of scanning, most severe first. */
export const SEVERITIES_OF: Record<RegistryScanType, readonly Severity[]> = {
  BASIC: [...ASSESSED, Severity.UNDEFINED],
  ENHANCED: [...ASSESSED, Severity.UNTRIAGED],
};
