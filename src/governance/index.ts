export * from './control';
export * from './control-map';
export * from './ecr-checks';
export * from './ecr-checks-props';
export * from './ecr-rule';
export * from './repository-defaults';
