export * from './ecr-checks';
export * from './ecr-checks-props';
