// SPDX-License-Identifier: Apache-2.0

/// Receives what one value encodes itself as.
final class ValueEncoder: Encoder {
    let session: EncodingSession
    let path: EncodingPath
    private var content: Content?

    private enum Content {
        case single(TemplateValue)
        case record(RecordInProgress)
        case list(ListInProgress)
    }

    init(session: EncodingSession, path: EncodingPath) {
        self.session = session
        self.path = path
    }

    var codingPath: [any CodingKey] { path.keys }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        let record = record(type)
        return KeyedEncodingContainer(
            RecordEncoder<Key>(session: session, path: path, record: record)
        )
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        ListEncoder(session: session, path: path, list: list())
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        SingleValueEncoder(encoder: self)
    }

    /// Sets the only value.
    func setSingle(_ value: TemplateValue) {
        claim(.single(value))
    }

    /// What was encoded; an empty mapping where nothing was, as for a
    /// structure without members.
    func finish() -> TemplateValue {
        switch content {
        case nil: .mapping(TemplateMapping([]))
        case .single(let value): value
        case .record(let record): record.finish(in: session)
        case .list(let list): list.finish()
        }
    }

    /// The record, which a subclass and its superclass may share.
    private func record(_ keys: any CodingKey.Type) -> RecordInProgress {
        if case .record(let record) = content { return record }
        let record = RecordInProgress(keys: keys, expecting: session.latestShape(of: keys))
        claim(.record(record))
        return record
    }

    private func list() -> ListInProgress {
        if case .list(let list) = content { return list }
        let list = ListInProgress()
        claim(.list(list))
        return list
    }

    /// Settles the form of the value, which must not have another one.
    private func claim(_ form: Content) {
        if content == nil {
            content = form
        } else {
            session.report(EncodingFailure.mixedContainers(at: path))
        }
    }
}
