package dev.janusclient.internal.worker;

class PlainPoolTest extends WorkersContract {
    PlainPoolTest() {
        super(PlainPool::new);
    }
}
