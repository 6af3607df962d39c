// Writes fields as an object's members, straight into a string: the counterparts of WireReader. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "protocol/events_reader.hpp"
#include "protocol/events_wire.hpp"

namespace mockcall::protocol {

/// What both encodings leave out: optional text that is empty, optional numbers that are 0, absent values.
/// `Format` supplies open(), close(), key(), and a put_…() for each kind of value.
template <class Format>
class WireWriter {
  public:
    static constexpr bool kReads = false;

    explicit WireWriter(std::string& out) : format_(out) { format_.open(); }
    ~WireWriter() { format_.close(); }
    WireWriter(const WireWriter&) = delete;
    WireWriter& operator=(const WireWriter&) = delete;

    void text(std::string_view name, std::string_view value, Need need, TextRule = {}) {
        if (need == Need::Required || !value.empty())
            format_.key(name), format_.put_text(value);
    }
    void choice(std::string_view name, std::string_view value, Need need, Words) { text(name, value, need); }
    void integer(std::string_view name, int value, Need need, NumberRule) {
        if (need == Need::Required || value != 0)
            format_.key(name), format_.put_number(value);
    }
    void integer(std::string_view name, std::uint32_t value, Need) { format_.key(name), format_.put_number(value); }
    void rate(std::string_view name, int value, Need need, std::initializer_list<int>) {
        integer(name, value, need, {});
    }
    void number(std::string_view name, double value, Need, NumberRule = {}) {
        format_.key(name), format_.put_number(value);
    }
    void number(std::string_view name, const std::optional<double>& value, NumberRule = {}) {
        if (value)
            format_.key(name), format_.put_number(*value);
    }
    void flag(std::string_view name, bool value, Need) { format_.key(name), format_.put_boolean(value); }
    void binary(std::string_view name, const Bytes& value) { format_.key(name), format_.put_binary(value); }
    void json(std::string_view name, const std::string& value) { format_.key(name), format_.put_json(value); }
    void code(std::string_view name, ErrorCode value) { text(name, to_string(value), Need::Required); }

    template <class Describe>
    void group(std::string_view name, Need, Describe&& describe) {
        format_.key(name);
        WireWriter inner(format_.out());
        describe(inner);
    }
    template <class T, class Describe>
    void maybe(std::string_view name, const std::optional<T>& value, Describe&& describe) {
        if (value)
            group(name, Need::Required, [&](auto& inner) { describe(inner, *value); });
    }

  private:
    Format format_;
};

class JsonFormat {
  public:
    explicit JsonFormat(std::string& out) : out_(out) {}
    [[nodiscard]] std::string& out() { return out_; }
    void open() { out_ += '{'; }
    void close() { out_ += '}'; }
    void key(std::string_view name) {
        out_ += first_ ? "\"" : ",\"";
        out_ += name;
        out_ += "\":";
        first_ = false;
    }
    void put_text(std::string_view value) { append_json_text(value, out_); }
    void put_number(double value) { append_json_number(value, out_); }
    void put_boolean(bool value) { out_ += value ? "true" : "false"; }
    void put_binary(const Bytes& value) {
        out_ += '"';
        out_ += base64_encode(value);
        out_ += '"';
    }
    void put_json(const std::string& value) {
        out_ += value.empty() ? std::string_view("null") : std::string_view(value);
    }

  private:
    std::string& out_;
    bool first_ = true;
};

class MsgpackFormat {
  public:
    explicit MsgpackFormat(std::string& out) : out_(out) {}
    [[nodiscard]] std::string& out() { return out_; }
    /// A fixmap, whose count is known at its end: no event has more than 15 members.
    void open() {
        header_ = out_.size();
        out_ += '\x80';
    }
    void close() { out_[header_] = static_cast<char>(0x80 | members_); }
    void key(std::string_view name) {
        append_msgpack_text(name, out_);
        ++members_;
    }
    void put_text(std::string_view value) { append_msgpack_text(value, out_); }
    void put_number(double value) { append_msgpack_number(value, out_); }
    void put_boolean(bool value) { append_msgpack_boolean(value, out_); }
    void put_binary(const Bytes& value) { append_msgpack_binary(text_of(value), out_); }
    /// JSON that is not ours to describe (an evaluation, a candidate), translated.
    void put_json(const std::string& value) {
        WireDocument document({.depth = 32, .values = 50'000});
        const auto root = document.parse(Encoding::Json, bytes_of(value));
        append_msgpack(root ? **root : WireValue{}, out_);
    }

  private:
    std::string& out_;
    std::size_t header_ = 0;
    unsigned members_ = 0;
};

}  // namespace mockcall::protocol
