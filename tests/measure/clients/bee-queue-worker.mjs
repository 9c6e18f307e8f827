// A bee-queue worker whose jobs take JOB_SECONDS.
import Queue from 'bee-queue';
import { pause, port } from './load.mjs';

new Queue('jobs', { redis: { port } }).process(1, () => pause(Number(process.env.JOB_SECONDS)));
