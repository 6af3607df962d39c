#include "protocol/events.hpp"

#include "protocol/events_describe.hpp"
#include "protocol/events_reader.hpp"
#include "protocol/events_writer.hpp"

namespace mockcall::protocol {
namespace {

template <class Event>
bool read_if(std::string_view type, WireReader& reader, auto& out) {
    if (type != kTypeOf<Event>)
        return false;
    describe(reader, out.template emplace<Event>());
    return true;
}
template <class... Events>
bool read_any(std::string_view type, WireReader& reader, std::variant<Events...>& out) {
    return (read_if<Events>(type, reader, out) || ...);
}

template <class Event>
Result<Event> decode(Encoding encoding, ByteView frame, WireLimits limits) {
    WireDocument document(limits);
    const auto root = document.parse(encoding, frame);
    if (!root)
        return std::unexpected(root.error());
    const WireValue* type = (*root)->member("type");
    if (type == nullptr || type->kind != WireValue::Kind::Text)
        return fail_validation("type", "every event is an object with a type");
    Event event;
    std::vector<FieldProblem> problems;
    WireReader reader(**root, "", problems);
    if (!read_any(type->text, reader, event))
        return fail_validation("type", "is not an event of this protocol");
    if (!problems.empty())
        return invalid(std::move(problems));
    return event;
}

template <class Format>
void encode(const auto& event, std::string& out) {
    std::visit(
        [&](const auto& e) {
            WireWriter<Format> writer(out);
            writer.text("type", kTypeOf<std::remove_cvref_t<decltype(e)>>, Need::Required);
            describe(writer, e);
        },
        event);
}

void encode_any(Encoding encoding, const auto& event, std::string& out) {
    if (encoding == Encoding::Json)
        encode<JsonFormat>(event, out);
    else
        encode<MsgpackFormat>(event, out);
}

}  // namespace

Result<ClientEvent> decode_client_event(Encoding encoding, ByteView frame) {
    return decode<ClientEvent>(encoding, frame, {.depth = 8, .values = 512});
}
Result<ServerEvent> decode_server_event(Encoding encoding, ByteView frame) {
    return decode<ServerEvent>(encoding, frame, {.depth = 32, .values = 50'000});
}
void encode_server_event(Encoding encoding, const ServerEvent& event, std::string& out) {
    encode_any(encoding, event, out);
}
void encode_client_event(Encoding encoding, const ClientEvent& event, std::string& out) {
    encode_any(encoding, event, out);
}

Result<ActionBody> decode_action_body(std::string_view json) {
    ActionBody body;
    const auto read = read_json_object(json, [&](WireReader& r) {
        r.choice("action", body.action, Need::Required, {"hold", "resume", "transfer", "escalate"});
        describe_action_details(r, body, "transferTo");
        if (body.action == "transfer" && r.map().member("transferTo") == nullptr)
            r.problem("transferTo", "is missing");
    });
    if (!read)
        return std::unexpected(read.error());
    return body;
}

Result<EndBody> decode_end_body(std::string_view json) {
    EndBody body;
    const auto read = read_json_object(json, [&](WireReader& r) { describe_end(r, body, Need::Required); });
    if (!read)
        return std::unexpected(read.error());
    return body;
}

Result<CrmBody> decode_crm_body(std::string_view json) {
    CrmBody body;
    const auto read = read_json_object(json, [&](WireReader& r) { describe_crm(r, body); });
    if (!read)
        return std::unexpected(read.error());
    return body;
}

}  // namespace mockcall::protocol
