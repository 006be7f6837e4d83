export { LifecycleCountType } from './count-types';
export * from './evaluator';
export * from './lifecycle-enums';
export * from './lifecycle-policy';
export * from './lifecycle-rule';
export * from './tag-selection';
