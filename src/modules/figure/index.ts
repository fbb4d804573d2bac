export * from './histogram.tsx'
export * from './line-chart.tsx'
export * from './point-map.tsx'
export * from './ranked-bars.tsx'
