const { default: TestRunner } = require('jest-runner');

/** Runs one test file after the other, so that engines do not compete for the machine while they are timed. */
module.exports = class SerialRunner extends TestRunner {
    isSerial = true;
};
