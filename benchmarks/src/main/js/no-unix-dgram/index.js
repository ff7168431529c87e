exports.createSocket = () => {
    throw new Error('there are no Unix sockets here');
};
